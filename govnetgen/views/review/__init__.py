"""A Review as a page for the change meeting, as Markdown, as JSON, and in short on a terminal."""

from govnetgen.views.review.document import review_json
from govnetgen.views.review.markdown import review_markdown
from govnetgen.views.review.page import review_html
from govnetgen.views.review.text import review_text
from govnetgen.views.review.write import write_review

__all__ = ["review_html", "review_json", "review_markdown", "review_text", "write_review"]
