// Colours of heatmap cells with the text colour that is readable on each. They do not change with the page's theme:
// a cell brings its own background. Interpolated in RGB between Okabe-Ito ends; two-sided where zero lies inside.

type Rgb = readonly [number, number, number];

const pale: Rgb = [242, 245, 247];
const blue: Rgb = [0, 114, 178];
const navy: Rgb = [0, 44, 84];
const vermillion: Rgb = [213, 94, 0];
const rust: Rgb = [112, 44, 0];
const ink: Rgb = [20, 24, 28];
const paper: Rgb = [255, 255, 255];

export interface CellColours {
  readonly fill: string;
  readonly text: string;
}

export function cellColours(value: number, domain: readonly [number, number]): CellColours {
  const fill = fillOf(value, domain);
  const text = contrast(fill, ink) >= contrast(fill, paper) ? ink : paper;
  return { fill: css(fill), text: css(text) };
}

function fillOf(value: number, [low, high]: readonly [number, number]): Rgb {
  if (low < 0 && high > 0) {
    const reach = Math.max(-low, high);
    return value < 0 ? ramp(-value / reach, [pale, vermillion, rust]) : ramp(value / reach, [pale, blue, navy]);
  }
  return ramp(high > low ? (value - low) / (high - low) : 0, [pale, blue, navy]);
}

/** Piecewise linear through three colours; the middle one at two thirds, where most of the lightness is spent. */
function ramp(share: number, [start, middle, end]: readonly [Rgb, Rgb, Rgb]): Rgb {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped < 2 / 3 ? mix(start, middle, clamped * 1.5) : mix(middle, end, clamped * 3 - 2);
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return [channel(a[0], b[0]), channel(a[1], b[1]), channel(a[2], b[2])];
}

/** WCAG 2.1 contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blueChannel]: Rgb): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blueChannel);
}

function css([red, green, blueChannel]: Rgb): string {
  return `rgb(${red},${green},${blueChannel})`;
}
