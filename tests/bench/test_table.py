"""Results are written as JSON, and printed as tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import table
from tests.bench.fan_out import FanOut
from tests.bench.measurement import Case, Measurement, Sample
from tests.bench.process_usage import Memory
from tests.bench.run import MemoryUsage, Results
from tests.bench.servers import AGAINST, CEILING, NOW

SAMPLES = {CEILING: Sample(1.0, 0.5, 900.0), NOW: Sample(2.0, 1.5, 450.0), AGAINST: Sample(5.0, 6.0, 180.0)}
RESULTS = Results(
    measurements=[
        Measurement(Case("get one incident", 10_000, 1), SAMPLES),
        Measurement(Case("get one incident", 100_000, 1), {**SAMPLES, NOW: Sample(2.5, None, 400.0)}),
    ],
    fan_out={NOW: FanOut(1000, 1000, 1.5, 0.5, 700.0)},
    memory={NOW: MemoryUsage(Memory(74.0, 65.0), None)},
    load_average=(0.5, 1.5),
)


def test_ratios_compare_the_service_with_the_ceiling_and_the_earlier_revision() -> None:
    small, large = RESULTS.measurements
    assert small.ratios == {"ratio": 0.5, "cpu_ratio": 0.333, "speedup": 2.5, "cpu_speedup": 4.0}
    assert large.ratios == {"ratio": 0.4, "cpu_ratio": None, "speedup": 2.0, "cpu_speedup": None}


def test_results_are_written_as_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(table, "JSON_FILE", tmp_path / "bench.json")
    monkeypatch.setattr(table, "VAR", tmp_path / "var")
    assert table.write_json(RESULTS) == "bench.json"
    written = json.loads((tmp_path / "bench.json").read_text())
    assert written["operations"][0]["against"] == {"response_ms": 5.0, "cpu_ms": 6.0, "per_second": 180.0}
    assert written["operations"][1]["speedup"] == 2.0
    assert written["fan_out"]["now"]["work_seconds"] == 0.5
    assert written["memory"]["now"] == {"web_worker": {"proportional": 74.0, "private": 65.0}, "backend": None}


def test_results_are_printed_as_tables() -> None:
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.format_tables(RESULTS).splitlines()
    ]
    headings, _, small, *_ = lines
    row = dict(zip(headings, small, strict=True))
    assert (row["operation"], row["ratio"], row["speedup"], row["now ms"]) == (
        "get one incident",
        "0.50",
        "2.50",
        "2.00",
    )
    # And time with the larger database, divided by time with the smaller one
    assert ["get one incident", "1", "1.25", "-"] in lines


def test_an_earlier_revision_has_no_columns_when_none_was_measured() -> None:
    samples = {name: sample for name, sample in SAMPLES.items() if name != AGAINST}
    results = Results([Measurement(Case("get one incident", 10_000, 1), samples)], {}, {}, (0.5, 1.5))
    heading = table.format_tables(results).splitlines()[0]
    assert "ceiling ms" in heading
    assert "against" not in heading
    assert "speedup" not in heading
