"""The figures that the server gives Prometheus, read by Prometheus' own parser."""

from prometheus_client.parser import text_string_to_metric_families

from eventmap.metrics import write_metrics


def figures() -> dict[str, float]:
    """Return all figures, by name and labels with bars between them."""
    families = text_string_to_metric_families(write_metrics().decode())
    samples = [sample for family in families for sample in family.samples]
    return {"|".join([each.name, *each.labels.values()]): each.value for each in samples}
