"""A person who has no mouse: Tab, Enter, Space, arrows, and must always see where they are."""

from playwright.sync_api import Page

MANY = 90
_IS_ON = "wanted => document.activeElement.matches(wanted)"
# The width of the ring around what has the focus, or around the whole box of a boxed choice.
_RING = """() => {
  const ring = (part) => {
    const style = part ? getComputedStyle(part) : { outlineStyle: 'none' };
    return style.outlineStyle === 'solid' ? parseFloat(style.outlineWidth) : 0;
  };
  const on = document.activeElement;
  return Math.max(...[on, on.closest('.check-line'), on.closest('.choice-card')].map(ring));
}"""
_IN_SIGHT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


def reach(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on `wanted` (a CSS selector), and see it there."""
    for _press in range(MANY):
        if page.evaluate(_IS_ON, wanted):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"Tab never comes to {wanted}")
    assert page.evaluate(_RING) >= 2, f"the focus cannot be seen on {wanted}"
    # The page scrolls to it, smoothly perhaps: an element that stays out of sight times out.
    page.wait_for_function(_IN_SIGHT, timeout=5_000)


def lands_on(page: Page, wanted: str) -> None:
    """The page itself moves the focus to `wanted` once its script has run, and it is seen there."""
    page.wait_for_function(_IS_ON, arg=wanted, timeout=20_000)
    reach(page, wanted)


def type_into(page: Page, wanted: str, text: str) -> None:
    reach(page, wanted)
    page.keyboard.type(text)


def enter_on(page: Page, wanted: str) -> None:
    """Follow a link or press a button, and wait for the page it leads to."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_radio(page: Page, name: str, place: int) -> None:
    """The radio button in this place (from 1) of its group: Space takes one, arrows move on."""
    reach(page, f"input[name={name}]")
    page.keyboard.press("Space")
    for _press in range(place - 1):
        page.keyboard.press("ArrowDown")
    ticked = page.locator(f"input[name={name}]").nth(place - 1)
    assert ticked.is_checked(), f"{name} {place} cannot be chosen by keys"


def tick_box(page: Page, wanted: str) -> None:
    reach(page, wanted)
    page.keyboard.press("Space")


def type_date(page: Page, wanted: str, day: str) -> None:
    """`day` is ISO. The field is in the browser’s own language, not the page’s: month first."""
    year, month, number = day.split("-")
    type_into(page, wanted, f"{month}{number}{year}")
    assert page.locator(wanted).input_value() == day
