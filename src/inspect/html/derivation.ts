import { mathml } from "../../notation/mathml.ts";
import type { ReportDerivation, ReportGroup, ReportStep } from "../report.ts";
import { equals, ranges } from "./equations.ts";
import { escaped, tag, voidTag } from "./markup.ts";

/**
 * The derivation as a stepper: each step is a choice of one group of radio buttons, so that mouse and arrow keys go
 * through them without a script; the script adds buttons that go on and back.
 */
export const derivationHtml = ({ groups, conclusion }: ReportDerivation, answer: number): string =>
  tag(
    "section",
    { class: "derivation", "aria-labelledby": `derivation-${answer}` },
    tag("h3", { id: `derivation-${answer}` }, "How it comes about"),
    tag(
      "p",
      { class: "hint" },
      "Choose a step to see its rule and how it was checked; the arrow keys go through them.",
    ),
    stepper,
    tag("form", { class: "steps", autocomplete: "off" }, ...groups.map((group) => groupHtml(group, answer))),
    tag("p", { class: "conclusion" }, tick, " ", escaped(conclusion)),
  );

const stepper = tag(
  "div",
  { class: "stepper", role: "group", "aria-label": "Steps of the derivation" },
  tag("button", { type: "button" }, "← Back"),
  tag("button", { type: "button" }, "Next →"),
  "<output></output>",
);

const tick = '<span class="tick" aria-hidden="true">✓</span>';

const groupHtml = ({ kind, title, steps, check }: ReportGroup, answer: number): string =>
  tag(
    "fieldset",
    { class: kind },
    tag("legend", {}, escaped(title)),
    ...steps.map((step) => stepHtml(step, answer)),
    tag("p", { class: "check" }, tick, " ", escaped(check)),
  );

function stepHtml(step: ReportStep, answer: number): string {
  const { number, left, right, rule, check } = step;
  const id = `step-${answer}-${number}`;
  const choice = voidTag("input", {
    type: "radio",
    name: `step-${answer}`,
    id,
    value: number,
    checked: number === 1 ? true : undefined,
    "aria-describedby": `${id}-rule`,
  });
  return tag(
    "div",
    { class: left ? "step" : "step continues" },
    tag(
      "label",
      { for: id },
      choice,
      tag("span", { class: "number" }, tag("span", { class: "hidden" }, "Step "), String(number)),
    ),
    tag(
      "div",
      { class: "formula" },
      left ? mathml(left, "inline") : "",
      equals,
      mathml(right, "inline"),
      ranges(step.ranges),
    ),
    tag(
      "p",
      { class: "rule", id: `${id}-rule` },
      tag("span", { class: "rule-name" }, escaped(rule.name)),
      rule.identity === "" ? "" : tag("span", { class: "identity" }, escaped(rule.identity)),
      tag("span", { class: "checked" }, tick, " ", escaped(check)),
    ),
  );
}
