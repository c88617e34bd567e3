"""Names and free text as engineers write them, and references to secrets."""

import string

from hypothesis import strategies as st

from govnetgen.model.secret import Secret

_WORD = string.ascii_letters + string.digits
_PUNCTUATION = "-_./:()[]{}#+,;=@&*'\"\\!|~^$%<>"  # no question mark: a command line takes it as a call for help
_HAN = "大连市政务外网核心汇聚接入区县电子公安局至上联备用（主）、：—·"

NAMES = st.builds(
    str.__add__, st.sampled_from(string.ascii_letters), st.text(_WORD + "_-", min_size=1, max_size=9)
) | st.sampled_from(("INET", "gov-public", "VPN_GA", "dept-police", "Zhongshan-01", "MGMT", "E-GOV_2"))
"""A name that every vendor takes: a letter, then letters, digits, ``_`` and ``-``."""

_WORDS = st.text(_WORD + "-_./", min_size=1, max_size=7) | st.text(_WORD + _PUNCTUATION + _HAN, min_size=1, max_size=7)

DESCRIPTIONS = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
"""One line of free text, Chinese too, with no blank at either end."""

_BANNER_LINES = st.sampled_from(("", "****************", "################", "  未经授权禁止访问！", "!")) | st.lists(
    st.text(_WORD + ".,:-" + _HAN, min_size=1, max_size=8), min_size=1, max_size=3
).map(" ".join)

BANNERS = st.lists(_BANNER_LINES, min_size=1, max_size=4).map("\n".join).filter(lambda text: text == text.strip() != "")
"""A banner of one or several lines; frames and empty lines inside, none around."""

HOSTNAMES = st.builds(
    "{}-{}-{:02}".format,
    st.sampled_from(("DL", "SY", "ZS", "Dalian", "dl2")),
    st.sampled_from(("ZWW", "CORE", "AGG", "acc", "FW")),
    st.integers(1, 99),
)

SECRETS = st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=8).map(Secret)
"""A reference to a secret of the inventory."""


def unique_names(most: int, least: int = 0) -> st.SearchStrategy[list[str]]:
    """Draw names that differ in more than case, which some devices ignore."""
    return st.lists(NAMES, min_size=least, max_size=most, unique_by=str.lower)
