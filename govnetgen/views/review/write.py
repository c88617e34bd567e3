"""A Review into a file, in the form that its name asks for."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from govnetgen.output import write_named
from govnetgen.report import Review
from govnetgen.views.review.document import review_json
from govnetgen.views.review.markdown import review_markdown
from govnetgen.views.review.page import review_html

_FORMS: Mapping[str, Callable[[Review, str], str]] = {
    ".html": lambda review, language: review_html(review),
    ".md": review_markdown,
    ".json": lambda review, language: json.dumps(review_json(review), ensure_ascii=False, indent=2) + "\n",
}


def write_review(review: Review, file: Path, language: str) -> None:
    """Write the review, all of it or nothing."""
    write_named(file, _FORMS[file.suffix](review, language).encode())
