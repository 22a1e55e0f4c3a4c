"""Law: an instrument at dose 0 leaves every byte of the world as if it were off."""

from __future__ import annotations

import pandas as pd
import pytest
from worlds import ALL_ON, different, dose_of, run_case, state_bytes

from sim.case import Case
from sim.config import parameters
from sim.instruments import instruments

DEFAULT = {d.name: d.default for d in parameters()}


@pytest.mark.parametrize("name", instruments())
@pytest.mark.parametrize("company", ["among the others", "alone"])
def test_at_dose_0_an_instrument_changes_no_byte(busy: Case, name: str, company: str) -> None:
    others = ALL_ON if company == "among the others" else dict.fromkeys(ALL_ON, False)
    dose = dose_of(name)
    null = run_case(busy, **{**others, f"{name}.on": True, dose: type(DEFAULT[dose])(0)})
    off = run_case(busy, **{**others, f"{name}.on": False})
    assert null.world.settings.instruments[name].on
    assert not different(state_bytes(null.world), state_bytes(off.world))


@pytest.mark.parametrize("name", instruments())
def test_at_its_default_dose_an_instrument_changes_the_world(busy: Case, name: str) -> None:
    """Without this the law above could hold because the instrument never acts."""
    off = dict.fromkeys(ALL_ON, False)
    on = run_case(busy, **{**off, f"{name}.on": True})
    assert different(state_bytes(on.world), state_bytes(run_case(busy, **off).world))


def test_what_is_recorded_of_a_null_instrument_is_that_of_one_that_is_off(busy: Case) -> None:
    name = "rotation"
    null = run_case(busy, record=True, years=4, **{**ALL_ON, dose_of(name): 0.0}).tables()
    off = run_case(busy, record=True, years=4, **{**ALL_ON, f"{name}.on": False}).tables()
    for table in null.keys() - {"instruments"}:
        pd.testing.assert_frame_equal(null[table], off[table], check_exact=True)
    done = null["instruments"]
    assert not done.loc[done["instrument"] == name, ["people", "hours", "yuan"]].to_numpy().any()
