"""A Review as one JSON document, with nothing left out."""

from typing import Any

from govnetgen.model.json import to_json
from govnetgen.report import Review, Variant


def review_json(review: Review) -> dict[str, Any]:
    """Return everything that the page shows, and what it leaves out for its size."""
    return {
        "network": review.network.name,
        "title": review.network.title,
        "digest": review.digest,
        "changed": list(review.changed),
        "unchanged": list(review.unchanged),
        "without_capture": list(review.without_capture),
        "without_device": list(review.without_device),
        "refused": to_json(review.refused),
        "risks": to_json(review.risks),
        "groups": [
            {
                "devices": list(group.devices),
                "platform": group.platform,
                "changes": to_json(group.changes),
                "variants": [_variant(one) for one in group.variants],
            }
            for group in review.groups
        ],
        "addresses": to_json(review.addresses),
        "unmanaged": to_json(dict(review.unmanaged)),
        "passed_over": to_json(dict(review.passed_over)),
        "unknown_secrets": review.unknown_secrets,
    }


def _variant(variant: Variant) -> dict[str, Any]:
    review = variant.review
    return {
        "devices": list(variant.devices),
        "diff": to_json(review.rows),
        "commands": list(review.commands),
        "rollback": list(review.rollback),
        "forced": [{"command": command, "why": why} for command, why in review.forced],
        "share": round(review.share, 4),
    }
