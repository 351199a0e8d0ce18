"""From the errors of the schema validator to our own faults, which quote nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

from app.registry.faults import BrokenLine, Fault
from app.registry.pointers import contract_schema, pointer

_FAULTS = {
    "required": Fault.REQUIRED,
    "type": Fault.WRONG_TYPE,
    "enum": Fault.NOT_IN_LIST,
    "pattern": Fault.WRONG_PATTERN,
    "minLength": Fault.TEXT_EMPTY,
    "maxLength": Fault.TEXT_TOO_LONG,
    "minItems": Fault.LIST_EMPTY,
    "maxItems": Fault.LIST_TOO_LONG,
    "minimum": Fault.NUMBER_OUT_OF_RANGE,
    "maximum": Fault.NUMBER_OUT_OF_RANGE,
    "additionalProperties": Fault.UNKNOWN_FIELD,
    "unevaluatedProperties": Fault.UNKNOWN_FIELD,
}
_FORMATS = {
    "date": Fault.BAD_DATE,
    "date-time": Fault.BAD_DATE_TIME,
    "email": Fault.BAD_EMAIL,
}
# A line of one list can hold tens of thousands of errors; the first few tell enough.
_ERRORS_READ = 50


@cache
def validator() -> Draft202012Validator:
    """The compiled contract; dates, times and addresses are checked too."""
    return Draft202012Validator(contract_schema(), validate_formats=True)


def _is_null_branch(branch: list[ValidationError]) -> bool:
    """The branch of an optional object that only says "this is not null"."""
    return all(error.kind.name == "type" and error.kind.value == ["null"] for error in branch)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The error itself, or those of the branch that was meant."""
    if not isinstance(error.kind, ValidationErrorKind.OneOfNotValid):
        yield error
        return
    for branch in error.kind.context:
        if not _is_null_branch(branch):
            for inner in branch:
                yield from _leaves(inner)


def _fault_of(error: ValidationError) -> Fault:
    if error.kind.name == "format":
        return _FORMATS.get(error.kind.value, Fault.OFF_CONTRACT)
    return _FAULTS.get(error.kind.name, Fault.OFF_CONTRACT)


def _path_of(error: ValidationError, names: frozenset[str] | None) -> str:
    parts = list(error.instance_path)
    if error.kind.name == "required":
        parts.append(error.kind.value)
    return pointer(parts, names)


def _rank(error: ValidationError) -> tuple[bool, int]:
    """Unknown members last: a wrong value makes the validator call its sound siblings unknown."""
    return _fault_of(error) is Fault.UNKNOWN_FIELD, len(error.instance_path)


def check_schema(payload: Any) -> None:
    """Raises BrokenLine at the place that best explains why the contract is broken."""
    check_against(validator(), payload)


def check_against(
    contract: Draft202012Validator, payload: Any, names: frozenset[str] | None = None
) -> None:
    """The same for another contract, whose member names are `names`."""
    if contract.is_valid(payload):
        return
    first = islice(contract.iter_errors(payload), _ERRORS_READ)
    errors = [leaf for error in first for leaf in _leaves(error)]
    if not errors:
        raise BrokenLine("", Fault.OFF_CONTRACT)
    worst = min(errors, key=_rank)
    raise BrokenLine(_path_of(worst, names), _fault_of(worst))
