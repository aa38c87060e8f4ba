"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("full", max_examples=1000, deadline=None)  # with --hypothesis-profile full


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", action="store_true", help="write the measured accuracy where the web shows it")
    parser.addoption(
        "--mutated", type=int, default=300, metavar="N", help="read so many pages with bytes changed (300)"
    )
    parser.addoption("--pictures", type=Path, metavar="FOLDER", help="keep the browser tests' screenshots there")


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    folder: Path | None = request.config.getoption("--pictures")
    return folder
