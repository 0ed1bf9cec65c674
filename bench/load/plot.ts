/** Each measure against the number of kiosks, as small charts of one SVG. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

export type Chart = {
  readonly title: string;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
};

const [WIDTH, HEIGHT, COLUMNS] = [380, 250, 2];
const ROOM = { left: 58, right: 14, top: 34, bottom: 34 };
const COLOURS = ['#1b5e9b', '#b3441e', '#2c7a3f', '#6a3d9a'];

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const text = (x: number, y: number, words: string, more = '') =>
  `<text x="${x}" y="${y}" ${more}>${escaped(words)}</text>`;

function draw({ title, series }: Chart, at: { x: number; y: number }): string {
  const points = series.flatMap((one) => one.points);
  const x = scaleLinear()
    .domain([0, Math.max(...points.map((point) => point.x))])
    .nice()
    .range([ROOM.left, WIDTH - ROOM.right]);
  const y = scaleLinear()
    .domain([0, Math.max(...points.map((point) => point.y), 1e-9)])
    .nice()
    .range([HEIGHT - ROOM.bottom, ROOM.top]);
  const path = line<{ x: number; y: number }>(
    (point) => x(point.x),
    (point) => y(point.y),
  );
  const grid = y
    .ticks(5)
    .map(
      (tick) =>
        `<path d="M${ROOM.left},${y(tick)}H${WIDTH - ROOM.right}" stroke="#ddd"/>${text(ROOM.left - 6, y(tick) + 4, y.tickFormat(5, '~s')(tick), 'text-anchor="end"')}`,
    );
  const below = x
    .ticks(5)
    .map((tick) => text(x(tick), HEIGHT - ROOM.bottom + 16, String(tick), 'text-anchor="middle"'));
  const lines = series.map(({ name, points: own }, nth) => {
    const colour = COLOURS[nth % COLOURS.length];
    const dots = own.map((point) => `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3" fill="${colour}"/>`);
    const label =
      series.length > 1 ? text(ROOM.left + 8 + nth * 100, ROOM.top - 4, name, `fill="${colour}"`) : '';
    return `<path d="${path([...own])}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${label}`;
  });
  const name = text(ROOM.left, 16, title, 'font-weight="bold"');
  return `<g transform="translate(${at.x},${at.y})">${name}${grid.join('')}${below.join('')}${lines.join('')}</g>`;
}

export function plot({
  heading,
  charts,
}: {
  readonly heading: string;
  readonly charts: readonly Chart[];
}): string {
  const rows = Math.ceil(charts.length / COLUMNS);
  const [width, height] = [WIDTH * COLUMNS, HEIGHT * rows + 40];
  const drawn = charts.map((chart, nth) =>
    draw(chart, { x: (nth % COLUMNS) * WIDTH, y: 40 + Math.floor(nth / COLUMNS) * HEIGHT }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${text(ROOM.left, 24, heading, 'font-size="15" font-weight="bold"')}
${drawn.join('\n')}
</svg>
`;
}
