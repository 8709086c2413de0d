"""The profiles of the property tests, chosen by the environment variable SEXTO_PROFILE."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, suppress_health_check=_SLOW
)
settings.register_profile(
    "nightly", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=_SLOW
)
settings.load_profile(os.environ.get("SEXTO_PROFILE", "dev"))


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what lives as long as the tests."""
    gc.freeze()
    gc.set_threshold(10_000, 50, 50)


@pytest.fixture(autouse=True)
def _caches_that_do_not_count(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty what a test has kept that is not watched for coverage, or others never make it."""
    yield
    if not request.node.get_closest_marker("no_cover"):
        return
    if not request.config.pluginmanager.hasplugin("_cov"):
        return
    for name, module in tuple(sys.modules.items()):
        if name.startswith(("sexto_rules.", "support.")):
            for each in tuple(vars(module).values()):
                if isinstance(each, _Cached):
                    each.cache_clear()


_Cached: Final = type(cache(len))


@pytest.fixture(autouse=True, scope="session")
def _private_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the command caches out of the folders of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
