import { Decimal as DecimalJs } from "decimal.js";

/** Units are defined by decimals with few digits: a quotient of them is right to the last digit of a double. */
const Decimal = DecimalJs.clone({ precision: 40 });

interface Unit {
  readonly kind: string;
  /** How many of the kind's first unit one of this is. */
  readonly size: DecimalJs;
  /** The power that a prefix before it is raised to; 0 where there may be none. */
  readonly prefixes: number;
  /** Whether prefixes of powers of two may stand before it, too. */
  readonly binary: boolean;
}

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ["Y", 24], ["Z", 21], ["E", 18], ["P", 15], ["T", 12], ["G", 9], ["M", 6], ["k", 3], ["h", 2], ["da", 1], ["e", 1],
  ["d", -1], ["c", -2], ["m", -3], ["u", -6], ["n", -9], ["p", -12], ["f", -15], ["a", -18], ["z", -21], ["y", -24],
]);
const BINARY_PREFIXES: ReadonlyMap<string, number> = new Map([["Yi", 80], ["Zi", 70], ["Ei", 60], ["Pi", 50], ["Ti", 40], ["Gi", 30], ["Mi", 20], ["ki", 10]]);

const INCH = "0.0254";
const POUND = "0.45359237";
const GRAVITY = "9.80665";
const LIGHT_YEAR = "9460730472580800";
const PARSEC = "30856775812815500";
const CUBIC_INCH = "0.016387064";

/**
 * The units of Excel's CONVERT, kind by kind: its names, its size, which may be a product, and with a prefix the power to which that is raised.
 *
 * Sizes are those of the international definitions: the inch is 25.4 mm, the pound 453.59237 g, the calorie 4.184 J, that of the steam tables 4.1868 J.
 * The atomic mass, the electron volt and the parsec are those that Excel has, measured ones of 2006.
 */
const UNITS: Readonly<Record<string, readonly (readonly [names: string, size: string, prefixes?: 1 | 2 | 3])[]>> = {
  mass: [
    ["g", "1", 1], ["sg", `${POUND}*1000*${GRAVITY}/0.3048`], ["lbm", `${POUND}*1000`], ["u", "1.660538782e-24", 1], ["ozm", `${POUND}*1000/16`], ["grain", `${POUND}*1000/7000`],
    ["cwt shweight", `${POUND}*100000`], ["uk_cwt lcwt hweight", `${POUND}*112000`], ["stone", `${POUND}*14000`], ["ton", `${POUND}*2000000`], ["uk_ton LTON brton", `${POUND}*2240000`],
  ],
  distance: [
    ["m", "1", 1], ["mi", `${INCH}*63360`], ["Nmi", "1852"], ["in", INCH], ["ft", `${INCH}*12`], ["yd", `${INCH}*36`], ["ang", "1e-10", 1], ["ell", `${INCH}*45`], ["ly", LIGHT_YEAR, 1],
    ["parsec pc", PARSEC, 1], ["Picapt Pica", `${INCH}/72`], ["pica", `${INCH}/6`], ["survey_mi", "1609.344*1000000/999998"],
  ],
  time: [["sec s", "1", 1], ["yr", "31557600"], ["day d", "86400"], ["hr", "3600"], ["mn min", "60"]],
  pressure: [["Pa p", "1", 1], ["atm at", "101325", 1], ["mmHg", "133.322", 1], ["psi", `${POUND}*${GRAVITY}/${INCH}/${INCH}`], ["Torr", "101325/760"]],
  force: [["N", "1", 1], ["dyn dy", "1e-5", 1], ["lbf", `${POUND}*${GRAVITY}`], ["pond", `${GRAVITY}/1000`, 1]],
  energy: [
    ["J", "1", 1], ["e", "1e-7", 1], ["c", "4.184", 1], ["cal", "4.1868", 1], ["eV ev", "1.602176487e-19", 1], ["HPh hh", `${POUND}*${GRAVITY}*0.3048*550*3600`], ["Wh wh", "3600", 1],
    ["flb", `${POUND}*${GRAVITY}*0.3048`], ["BTU btu", "1055.05585262"],
  ],
  power: [["W w", "1", 1], ["HP h", `${POUND}*${GRAVITY}*0.3048*550`], ["PS", `75*${GRAVITY}`]],
  magnetism: [["T", "1", 1], ["ga", "1e-4", 1]],
  volume: [
    ["l L lt", "1", 1], ["tsp", `${CUBIC_INCH}*231/768`], ["tspm", "0.005"], ["tbs", `${CUBIC_INCH}*231/256`], ["oz", `${CUBIC_INCH}*231/128`], ["cup", `${CUBIC_INCH}*231/16`], ["pt us_pt", `${CUBIC_INCH}*231/8`],
    ["uk_pt", "0.56826125"], ["qt", `${CUBIC_INCH}*231/4`], ["uk_qt", "1.1365225"], ["gal", `${CUBIC_INCH}*231`], ["uk_gal", "4.54609"], ["ang3 ang^3", "1e-27", 3], ["barrel", `${CUBIC_INCH}*231*42`],
    ["bushel", `${CUBIC_INCH}*2150.42`], ["ft3 ft^3", "28.316846592"], ["in3 in^3", CUBIC_INCH], ["ly3 ly^3", `${LIGHT_YEAR}*${LIGHT_YEAR}*${LIGHT_YEAR}*1000`, 3], ["m3 m^3", "1000", 3],
    ["mi3 mi^3", "1609.344*1609.344*1609.344*1000"], ["yd3 yd^3", "764.554857984"], ["Nmi3 Nmi^3", "1852*1852*1852*1000"], ["Picapt3 Picapt^3 Pica3 Pica^3", `${INCH}/72*${INCH}/72*${INCH}/72*1000`],
    ["GRT regton", "2831.6846592"], ["MTON", "28.316846592*40"],
  ],
  area: [
    ["m2 m^2", "1", 2], ["uk_acre", "4046.8564224"], ["us_acre", "4046.8564224*1000000/999998*1000000/999998"], ["ang2 ang^2", "1e-20", 2], ["ar", "100", 1], ["ft2 ft^2", "0.09290304"], ["ha", "10000"],
    ["in2 in^2", "0.00064516"], ["ly2 ly^2", `${LIGHT_YEAR}*${LIGHT_YEAR}`, 2], ["Morgen", "2500"], ["mi2 mi^2", "1609.344*1609.344"], ["Nmi2 Nmi^2", "1852*1852"],
    ["Picapt2 Pica2 Pica^2 Picapt^2", `${INCH}/72*${INCH}/72`], ["yd2 yd^2", "0.83612736"],
  ],
  information: [["bit", "1", 1], ["byte", "8", 1]],
  speed: [["m/s m/sec", "1", 1], ["m/h m/hr", "1/3600", 1], ["mph", "0.44704"], ["kn", "1852/3600"], ["admkn", "6080*0.3048/3600"]],
};

const BY_NAME: ReadonlyMap<string, Unit> = new Map(
  Object.entries(UNITS).flatMap(([kind, units]) =>
    units.flatMap(([names, size, prefixes = 0]) => names.split(" ").map((name): [string, Unit] => [name, { kind, size: sizeOf(size), prefixes, binary: kind === "information" }])),
  ),
);

/** An amount in another unit of the same kind; undefined where there is none of that name. */
export function converted(x: number, from: string, to: string): number | undefined {
  const [source, target] = [TEMPERATURES.get(from) ?? scaledKelvin(from), TEMPERATURES.get(to) ?? scaledKelvin(to)];
  const amount = new Decimal(x);
  if (source !== undefined && target !== undefined) return from === to ? x : target.fromKelvin(source.toKelvin(amount)).toNumber();
  const [one, other] = [unitOf(from), unitOf(to)];
  if (one === undefined || other?.kind !== one.kind) return undefined;
  return from === to ? x : amount.times(one.size).div(other.size).toNumber();
}

interface Temperature {
  readonly toKelvin: (degrees: DecimalJs) => DecimalJs;
  readonly fromKelvin: (kelvin: DecimalJs) => DecimalJs;
}

const CELSIUS: Temperature = { toKelvin: (degrees) => degrees.plus("273.15"), fromKelvin: (kelvin) => kelvin.minus("273.15") };
const FAHRENHEIT: Temperature = { toKelvin: (degrees) => degrees.plus("459.67").times(5).div(9), fromKelvin: (kelvin) => kelvin.times(9).div(5).minus("459.67") };
const RANKINE: Temperature = { toKelvin: (degrees) => degrees.times(5).div(9), fromKelvin: (kelvin) => kelvin.times(9).div(5) };
const REAUMUR: Temperature = { toKelvin: (degrees) => degrees.times(5).div(4).plus("273.15"), fromKelvin: (kelvin) => kelvin.minus("273.15").times(4).div(5) };
const TEMPERATURES: ReadonlyMap<string, Temperature> = new Map([["C", CELSIUS], ["cel", CELSIUS], ["F", FAHRENHEIT], ["fah", FAHRENHEIT], ["Rank", RANKINE], ["Reau", REAUMUR]]);

/** Kelvin, alone of the temperatures, with a prefix or without. */
function scaledKelvin(name: string): Temperature | undefined {
  const [, prefix] = /^(.*)(?:K|kel)$/.exec(name) ?? [];
  const power = prefix === "" ? 0 : PREFIXES.get(prefix ?? "-");
  if (power === undefined) return undefined;
  const scale = new Decimal(10).pow(power);
  return { toKelvin: (degrees) => degrees.times(scale), fromKelvin: (kelvin) => kelvin.div(scale) };
}

function unitOf(name: string): Unit | undefined {
  const plain = BY_NAME.get(name);
  if (plain !== undefined) return plain;
  for (const length of [1, 2]) {
    const unit = BY_NAME.get(name.slice(length));
    if (unit === undefined || unit.prefixes === 0) continue;
    const prefix = name.slice(0, length);
    const [power, binaryPower] = [PREFIXES.get(prefix), unit.binary ? BINARY_PREFIXES.get(prefix) : undefined];
    if (power !== undefined) return { ...unit, size: unit.size.times(new Decimal(10).pow(power * unit.prefixes)) };
    if (binaryPower !== undefined) return { ...unit, size: unit.size.times(new Decimal(2).pow(binaryPower)) };
  }
  return undefined;
}

/** A product and quotient of numbers, from left to right. */
function sizeOf(written: string): DecimalJs {
  return [...written.matchAll(/([*/]?)([^*/]+)/g)].reduce((size, [, operator, number = "1"]) => (operator === "/" ? size.div(number) : size.times(number)), new Decimal(1));
}
