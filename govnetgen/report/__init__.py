"""What a change meeting reads: every device's change, what it means, what it risks, and whom it concerns."""

from govnetgen.report.review import AffectedAddress, DeviceReview, Group, Refused, Review, Variant

__all__ = ["AffectedAddress", "DeviceReview", "Group", "Refused", "Review", "Variant"]
