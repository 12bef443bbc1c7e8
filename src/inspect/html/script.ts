/**
 * What the page can do beyond reading: buttons and arrow keys for the stepper, the loops of a formula scrolled into view,
 * and a tab stop for whatever is wider than its place. Without it, everything is there to be read and chosen.
 */
export const script = `
document.documentElement.classList.add("scripted");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
for (const steps of document.querySelectorAll(".steps")) {
  const choices = [...steps.querySelectorAll("input")];
  const bar = steps.previousElementSibling;
  const [back, on] = bar.querySelectorAll("button");
  const place = bar.querySelector("output");
  const now = () => Math.max(0, choices.findIndex((choice) => choice.checked));
  const show = () => {
    const at = now();
    place.textContent = "Step " + (at + 1) + " of " + choices.length;
    // Not disabled in earnest: a button that is loses the focus.
    back.setAttribute("aria-disabled", at === 0);
    on.setAttribute("aria-disabled", at === choices.length - 1);
  };
  const go = (at) => {
    const choice = choices[Math.min(Math.max(at, 0), choices.length - 1)];
    choice.checked = true;
    choice.closest(".step").scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    show();
  };
  back.addEventListener("click", () => go(now() - 1));
  on.addEventListener("click", () => go(now() + 1));
  steps.addEventListener("change", show);
  bar.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowRight") go(now() + 1);
    if (key === "ArrowLeft") go(now() - 1);
  });
  show();
}
const code = document.querySelector(".code pre");
for (const equation of document.querySelectorAll(".equation")) {
  const link = [...equation.classList].find((name) => /^q\\d+$/.test(name));
  const place = link && document.getElementById("code-" + link);
  const reveal = () => {
    if (!place || code.scrollHeight <= code.clientHeight) return;
    const top = place.getBoundingClientRect().top - code.getBoundingClientRect().top + code.scrollTop;
    code.scrollTo({ top: top - code.clientHeight / 3, behavior: calm.matches ? "auto" : "smooth" });
  };
  equation.addEventListener("mouseenter", reveal);
  equation.addEventListener("focusin", reveal);
}
const reach = () => {
  for (const box of document.querySelectorAll(".right, .formula, .scroll, .graph, pre")) {
    if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
addEventListener("resize", reach);
reach();
`;
