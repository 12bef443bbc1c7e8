import type { Random } from "../training/random.ts";
import { type Digits, side } from "./dataset.ts";
import { glyphs, type Point, type Stroke } from "./strokes.ts";

/** How much one hand differs from another. */
const hand = {
  /** Radians to either side. */
  rotation: 0.22,
  shear: 0.3,
  /** The share by which width and height vary, each by itself. */
  scale: 0.2,
  /** Pixels. */
  shift: 2.2,
  /** How far the pen strays, as a share of the glyph. */
  wobble: 0.05,
  /** The radius of the pen in pixels. */
  thinnest: 0.6,
  thickest: 1.7,
  /** The ink fades over so many pixels. */
  blurs: [0.7, 1.6],
  /** The standard deviation of a pixel, of 255. */
  noise: 22,
  /** The size of a glyph in pixels; MNIST centres its digits in boxes of 20. */
  size: 20,
} as const;

/** Draws n digits. The same seed gives the same images. */
export function drawDigits(n: number, random: Random): Digits {
  const pixels = new Uint8Array(n * side * side);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const label = random.below(10);
    labels[i] = label;
    drawDigit(label, random, pixels.subarray(i * side * side, (i + 1) * side * side));
  }
  return { pixels, labels };
}

function drawDigit(label: number, random: Random, pixels: Uint8Array): void {
  const ways = glyphs[label]!;
  const strokes = ways[random.below(ways.length)]!;
  const place = placement(random);
  const between = (from: number, to: number): number => from + (to - from) * random.uniform();
  const radius = between(hand.thinnest, hand.thickest);
  const blur = between(...hand.blurs);
  const ink = new Float64Array(side * side);
  for (const stroke of strokes) drawStroke(stroke.map(place), radius, blur, ink);
  const strength = between(190, 255);
  for (let k = 0; k < ink.length; k++) {
    pixels[k] = Math.max(0, Math.min(255, Math.round(strength * ink[k]! + hand.noise * random.normal())));
  }
}

/** A random map from the box of a glyph to pixels: a slow wave, as no line is straight, then an affine map. */
function placement(random: Random): (point: Point) => Point {
  const swing = (reach: number): number => reach * (2 * random.uniform() - 1);
  const [angle, shear] = [swing(hand.rotation), swing(hand.shear)];
  const [wide, high] = [1 + swing(hand.scale), 1 + swing(hand.scale)];
  const [right, down] = [swing(hand.shift), swing(hand.shift)];
  const [waveX, waveY] = [swing(Math.PI), swing(Math.PI)];
  const [cos, sin, middle] = [Math.cos(angle), Math.sin(angle), (side - 1) / 2];
  return ([x, y]) => {
    const u = hand.size * wide * (x - 0.5 + hand.wobble * Math.sin(5 * y + waveX));
    const v = hand.size * high * (y - 0.5 + hand.wobble * Math.sin(5 * x + waveY));
    const sheared = u - shear * v;
    return [middle + right + cos * sheared - sin * v, middle + down + sin * sheared + cos * v];
  };
}

/** Ink within the radius of the pen, fading out beyond it; where strokes cross, the darker counts. */
function drawStroke(stroke: Stroke, radius: number, blur: number, ink: Float64Array): void {
  const reach = radius + blur;
  for (let s = 1; s < stroke.length; s++) {
    const [from, to] = [stroke[s - 1]!, stroke[s]!];
    const [left, right] = range(from[0], to[0], reach);
    const [top, bottom] = range(from[1], to[1], reach);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const shade = Math.min(1, Math.max(0, (reach - distance([column, row], from, to)) / blur));
        const k = row * side + column;
        if (shade > ink[k]!) ink[k] = shade;
      }
    }
  }
}

/** The pixels that a line between two coordinates may touch. */
const range = (a: number, b: number, reach: number): readonly [number, number] => [
  Math.max(0, Math.ceil(Math.min(a, b) - reach)),
  Math.min(side - 1, Math.floor(Math.max(a, b) + reach)),
];

/** From a point to the line between two others. */
function distance([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
