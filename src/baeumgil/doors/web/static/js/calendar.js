// Moving sessions on the calendar: by mouse, or with the keyboard (M, arrows, Enter, Escape).
// The server is asked once, when a session is picked up, what would clash on every day; a drop is an ordinary form.

const MOVED_ENOUGH = 6;
const EDGE = 48; // so near the edge of the window the calendar scrolls along
const DAY = 24 * 60 * 60 * 1000;

const calendar = document.querySelector("[data-calendar]");
const form = document.querySelector("[data-drop]");
const panel = document.querySelector("[data-status]");
const what = panel.querySelector("[data-what]");
const where = panel.querySelector("[data-where]");
const list = panel.querySelector("[data-clashes]");
const choices = panel.querySelector("[data-choices]");
const elsewhere = panel.querySelector("[data-form]");
const anyway = panel.querySelector("[data-anyway]");

const grounds = new Map([...calendar.querySelectorAll("[data-day]")].map((ground) => [ground.dataset.day, ground]));
let held = null;
let wasDragged = false;

function address(bar) {
  return calendar.dataset.sessionBase.replace(/0$/, bar.dataset.session);
}

function pickUp(bar, byKeyboard) {
  letGo();
  held = { bar, days: null, over: null, byKeyboard, title: bar.querySelector("b").textContent };
  bar.classList.add("bg-cal-held");
  choices.hidden = true;
  panel.hidden = false;
  what.textContent = held.title;
  say(byKeyboard ? panel.dataset.picked : panel.dataset.waiting);
  const asked = held;
  const query = new URLSearchParams({ first: calendar.dataset.first, last: calendar.dataset.last });
  fetch(`${address(bar)}/tries?${query}`, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(({ days }) => {
      if (held !== asked) return;
      held.days = days;
      for (const [day, ground] of grounds) ground.classList.add(markOf(days[day]));
      if (held.over) tell(held.over);
      else if (!byKeyboard) say("");
    })
    .catch(() => {
      if (held === asked) {
        letGo();
        panel.hidden = false;
        say(panel.dataset.failed);
      }
    });
}

function markOf(day) {
  if (!day) return "bg-is-blocked";
  if (day.clashes.length === 0) return "bg-is-free";
  return day.mayOverrule ? "bg-is-warned" : "bg-is-blocked";
}

function say(text, clashes = []) {
  where.textContent = text;
  list.replaceChildren(
    ...clashes.map((clash) => {
      const item = document.createElement("li");
      item.textContent = clash;
      return item;
    }),
  );
}

function goOver(day) {
  if (!held || held.over === day) return;
  if (held.over) grounds.get(held.over).classList.remove("bg-is-over");
  held.over = day;
  if (day) {
    grounds.get(day).classList.add("bg-is-over");
    tell(day);
  } else {
    say(panel.dataset.outside);
  }
}

function tell(day) {
  const label = grounds.get(day).dataset.label;
  if (!held.days) {
    say(`${label}: ${panel.dataset.waiting}`);
    return;
  }
  const clashes = held.days[day] ? held.days[day].clashes : [];
  const isFree = held.days[day] && clashes.length === 0;
  say(isFree ? `${label}: ${panel.dataset.free}` : label, clashes);
}

function drop() {
  const { bar, days, over } = held;
  if (!over) {
    stop();
    return;
  }
  form.action = `${address(bar)}/move`;
  form.elements.starts.value = over;
  form.elements.revision.value = bar.dataset.revision;
  const day = days && days[over];
  if (days === null || (day && day.clashes.length === 0)) {
    form.submit();
    return;
  }
  const next = new URLSearchParams({ starts: over, next: form.elements.next.value });
  elsewhere.href = `${address(bar)}/move?${next}`;
  anyway.hidden = !(day && day.mayOverrule);
  choices.hidden = false;
  unmark();
  held.isDropped = true;
  elsewhere.focus();
}

function unmark() {
  for (const ground of grounds.values()) ground.classList.remove("bg-is-free", "bg-is-blocked", "bg-is-warned", "bg-is-over");
  document.body.classList.remove("bg-cal-dragging");
  held?.ghost?.remove();
}

function letGo() {
  if (!held) return;
  unmark();
  held.bar.classList.remove("bg-cal-held");
  held = null;
  panel.hidden = true;
}

function stop() {
  const bar = held?.bar;
  letGo();
  bar?.focus();
}

function dayAt(x, y) {
  const found = document.elementsFromPoint(x, y).find((element) => element.dataset && element.dataset.day);
  return found ? found.dataset.day : null;
}

calendar.addEventListener("pointerdown", (event) => {
  const bar = event.target.closest("[data-session]");
  if (!bar || event.button !== 0 || event.pointerType === "touch") return;
  const begun = { x: event.clientX, y: event.clientY };
  wasDragged = false;

  function onMove(moved) {
    if (!wasDragged) {
      if (Math.hypot(moved.clientX - begun.x, moved.clientY - begun.y) < MOVED_ENOUGH) return;
      wasDragged = true;
      pickUp(bar, false);
      document.body.classList.add("bg-cal-dragging");
      held.ghost = bar.cloneNode(true);
      held.ghost.className = `${bar.className} bg-cal-ghost`;
      held.ghost.removeAttribute("data-session");
      held.ghost.setAttribute("aria-hidden", "true");
      document.body.append(held.ghost);
    }
    if (!held) return;
    held.ghost.style.left = `${moved.clientX + 8}px`;
    held.ghost.style.top = `${moved.clientY + 8}px`;
    if (moved.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 2);
    else if (moved.clientY < EDGE) window.scrollBy(0, -EDGE / 2);
    goOver(dayAt(moved.clientX, moved.clientY));
  }

  function onUp() {
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onCancel);
    if (wasDragged && held) drop();
  }

  function onCancel() {
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onCancel);
    if (wasDragged) stop();
  }

  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onCancel);
});

calendar.addEventListener("dragstart", (event) => {
  if (event.target.closest("[data-session]")) event.preventDefault();
});

calendar.addEventListener(
  "click",
  (event) => {
    if (wasDragged) {
      event.preventDefault();
      event.stopPropagation();
      wasDragged = false;
    }
  },
  true,
);

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

document.addEventListener("keydown", (event) => {
  if (held && event.key === "Escape") {
    event.preventDefault();
    stop();
    return;
  }
  const bar = document.activeElement?.closest("[data-session]");
  if (!held && bar && event.key.toLowerCase() === "m" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    pickUp(bar, true);
    held.at = bar.closest(".bg-cal-day").querySelector("[data-day]").dataset.day;
    return;
  }
  if (!held || !held.byKeyboard || held.isDropped) return;
  if (event.key in STEPS) {
    event.preventDefault();
    const next = new Date(Date.parse(`${held.at}T00:00:00Z`) + STEPS[event.key] * DAY).toISOString().slice(0, 10);
    if (grounds.has(next)) {
      held.at = next;
      goOver(next);
      grounds.get(next).scrollIntoView({ block: "nearest" });
    }
  } else if (event.key === "Enter") {
    event.preventDefault();
    drop();
  }
});

anyway.addEventListener("click", () => {
  form.elements.keep_going.disabled = false;
  form.elements.keep_going.value = "on";
  form.submit();
});

panel.querySelector("[data-stop]").addEventListener("click", stop);
