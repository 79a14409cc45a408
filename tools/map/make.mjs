// Makes theme/map.geojson: coast, borders and names of countries for the locator map.
//
//     npm ci
//     npm run make
//
// Run it again when world-atlas has a new edition, or after changing the numbers below. The same packages give the same
// bytes. A site of another region may take this as a pattern: whatever stands in its theme/map.geojson is drawn, areas as
// land, lines as borders, the `name` of points at the first of them that has room, and `caption` is printed below.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoIdentity, geoPath } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import polylabel from "polylabel";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

/** West, south, east, north: Moscow to Ekaterinburg to Aktau to Baku, with a margin. */
const BOX = [24, 33, 74, 64];
/** A corner of a line stays if its triangle is at least so large (square degrees). */
const LEAST_TRIANGLE = 0.012;
/** An island or a lake stays if it is at least so large (square degrees). */
const LEAST_RING = 0.08;
/** Decimals of a degree: about a kilometre. */
const DECIMALS = 2;
/** A country is named where a circle of this radius fits into it (degrees). */
const LEAST_ROOM = 0.4;
/** Where the middle of a country is taken or out of the picture, its name may stand in a part: so many to a side. */
const PARTS = 3;
/** A circle of this radius must fit into such a part. */
const LEAST_PART = 0.25;
/** So many places for a name at most. */
const PLACES = 7;

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"));
const { version } = read("world-atlas/package.json");
const atlas = simplify(presimplify(read("world-atlas/countries-50m.json")), LEAST_TRIANGLE);
const { countries, land } = atlas.objects;

const [west, south, east, north] = BOX;
const clip = (object, [west, south, east, north] = BOX) =>
  geoProject(object, geoIdentity().clipExtent([[west, south], [east, north]]));

const round = (number) => Number(number.toFixed(DECIMALS));
/** Points rounded, without repeats. */
const rounded = (line) =>
  line
    .map(([x, y]) => [round(x), round(y)])
    .filter(([x, y], at, all) => at === 0 || x !== all[at - 1][0] || y !== all[at - 1][1]);
const area = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], at) => {
    const [u, v] = ring[(at + 1) % ring.length];
    return sum + x * v - u * y;
  }, 0)) / 2;
const polygons = (geometry) =>
  ({ MultiPolygon: geometry?.coordinates, Polygon: [geometry?.coordinates] })[geometry?.type] ?? [];

const areas = feature(atlas, land)
  .features.flatMap((part) => polygons(clip(part).geometry))
  .map((rings) => rings.map(rounded).filter((ring) => ring.length > 3 && area(ring) >= LEAST_RING))
  .filter((rings) => rings.length > 0);

const lines = clip(mesh(atlas, countries, (a, b) => a !== b));
const borders = (lines.type === "MultiLineString" ? lines.coordinates : [lines.coordinates])
  .map(rounded)
  .filter((line) => line.length > 1);

/** Where the name of a country has the most room, in the whole of it and in its parts; the largest country first. */
const room = (country, box, least) =>
  polygons(clip(country, box)?.geometry)
    .map((rings) => polylabel(rings, 0.01))
    .sort((a, b) => b.distance - a.distance)
    .filter((place) => place.distance >= least)
    .slice(0, 1);
const named = feature(atlas, countries)
  .features.filter((country) => clip(country)?.geometry)
  .map((country) => {
    const [[x, y], [u, v]] = geoPath().bounds(clip(country));
    const [width, height] = [(u - x) / PARTS, (v - y) / PARTS];
    const part = (at) => [x + width * (at % PARTS), y + height * Math.floor(at / PARTS)];
    const parts = Array.from({ length: PARTS * PARTS }, (_, at) => part(at)).map(([x, y]) => [x, y, x + width, y + height]);
    const all = [...room(country, BOX, LEAST_ROOM), ...parts.flatMap((box) => room(country, box, LEAST_PART))].sort(
      (a, b) => b.distance - a.distance,
    );
    const apart = (a, b) => Math.abs(a[0] - b[0]) >= width / 2 || Math.abs(a[1] - b[1]) >= height / 2;
    const kept = all.reduce((kept, place) => (kept.every((other) => apart(place, other)) ? [...kept, place] : kept), []);
    return { name: country.properties.name, at: kept.slice(0, PLACES).map(([x, y]) => [round(x), round(y)]), room: kept[0]?.distance };
  })
  .filter(({ at }) => at.length > 0)
  .sort((a, b) => b.room - a.room || (a.name < b.name ? -1 : 1));

const item = (properties, geometry) => ({ type: "Feature", properties, geometry });
const head = {
  type: "FeatureCollection",
  bbox: BOX,
  caption: "Borders as in Natural Earth: de facto, and no endorsement of any.",
  source: `Natural Earth 1:50m (public domain), by way of world-atlas ${version} (ISC); clipped, simplified (${LEAST_TRIANGLE} square degrees) and rounded (${DECIMALS} decimals) by tools/map`,
};
const features = [
  item({ is: "land" }, { type: "MultiPolygon", coordinates: areas }),
  item({ is: "borders, de facto" }, { type: "MultiLineString", coordinates: borders }),
  ...named.map(({ name, at }) => item({ name }, { type: "MultiPoint", coordinates: at })),
];

// One feature a line, so that a new edition can be read as a diff.
const text = `${JSON.stringify(head).slice(0, -1)},"features":[\n${features.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`;
const target = new URL("../../theme/map.geojson", import.meta.url);
writeFileSync(target, text);
const points = [...areas.flat(), ...borders].reduce((sum, line) => sum + line.length, 0);
console.log(`theme/map.geojson: ${text.length} bytes, ${points} points, ${named.length} names`);
