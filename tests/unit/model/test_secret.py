"""Secrets never show by accident, and references survive being written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.json import to_json
from govnetgen.model.secret import Secret, placeholder, secret_from

TEXTS = st.text(min_size=1, max_size=12).map("s3cret{}".format)


@given(text=TEXTS, scheme=st.sampled_from(("plain", "8", "cipher")))
def test_a_secret_in_hand_is_never_printed(text: str, scheme: str) -> None:
    secret = Secret(text, scheme)
    assert text not in repr(secret) + str(secret) + str(to_json(secret))
    assert not secret.is_reference


@given(name=st.text(alphabet="abc-_0", min_size=1), scheme=st.text(min_size=1, max_size=3))
def test_a_reference_reads_back_from_its_placeholder(name: str, scheme: str) -> None:
    reference = Secret(name)
    assert reference.is_reference
    assert str(reference) == f"secret:{name}"
    assert secret_from(placeholder(reference), scheme) == reference


@given(text=TEXTS, scheme=st.text(min_size=1, max_size=3))
def test_other_text_is_kept_with_its_scheme(text: str, scheme: str) -> None:
    assert secret_from(text, scheme) == Secret(text, scheme)


@pytest.mark.parametrize(
    ("text", "scheme", "clear"),
    [
        ("ospf-key", "plain", True),
        ("ospf-key", "simple", True),
        ("$notes1", "plain", True),
        ("ospf-key", "cipher", False),
        ("ospf-key", "7", False),
        ("ospf-key", "", False),
        ("$6$salt$hash", "plain", False),
        ("******", "plain", False),
        ("7EBD6A1287D3548E4E52CF8349CBC93D", "plain", False),
    ],
)
def test_what_looks_enciphered_is_not_taken_for_the_secret_itself(text: str, scheme: str, clear: bool) -> None:
    assert Secret(text, scheme).is_clear is clear
