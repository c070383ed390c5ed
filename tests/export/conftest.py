from __future__ import annotations

import pytest

from kg.records import Knowledge, Settings
from tests.export.made import sample


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return sample()


@pytest.fixture
def settings() -> Settings:
    return Settings()
