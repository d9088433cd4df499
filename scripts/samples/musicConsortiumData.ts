/** One of the three kinds of right, each with a pool of its own. */
export interface Role {
  readonly name: string;
  /** One of its holders: "Label". */
  readonly holder: string;
  /** What the agreement licenses from them. */
  readonly licenses: string;
  readonly letter: string;
  /** The role's weight in the licensed pool. */
  readonly weight: number;
  readonly holders: readonly Holder[];
}

export interface Holder {
  /** L03: the third of the labels. */
  readonly id: string;
  readonly name: string;
}

/** An output as the service reports it: for each role the holder whose work it resembles, and how closely. */
export interface Output {
  readonly id: string;
  readonly kind: string;
  readonly usage: readonly number[];
  readonly holderIds: readonly string[];
  readonly similarities: readonly number[];
}

export const QUARTERS = 8;
export const QUARTER_NAMES = [2026, 2027].flatMap((year) => [1, 2, 3, 4].map((quarter) => `Q${quarter} ${year}`));
export const REVENUE = [3_912_480.55, 4_105_233.1, 4_288_917.42, 4_561_070.08, 4_702_345.9, 4_955_812.27, 5_218_430.61, 5_604_129.33];
/** In thousands, as are the minutes in the whole service: cents × minutes stay whole numbers that a cell holds exactly. */
export const MODULE_MINUTES = [9_240, 10_415, 11_730, 13_580, 14_120, 15_890, 17_460, 19_905];
export const SERVICE_MINUTES = [38_610, 40_275, 42_140, 45_020, 46_385, 48_930, 51_705, 55_240];

export const ROLES: readonly Role[] = [
  {
    name: "Labels",
    holder: "Label",
    licenses: "sound recordings",
    letter: "L",
    weight: 50,
    holders: numbered("L", [
      "Marmalade Anvil Records",
      "Seven Left Socks",
      "Teapot Meridian",
      "Velvet Turnip Records",
      "Ninth Umbrella",
      "Soup Weather Records",
      "Gravel Choir",
      "Lopsided Moon Audio",
      "Postage Due Records",
      "Pickled Lightning",
      "Borrowed Ladder Records",
      "Half a Giraffe",
      "Spare Button Sound",
      "Reluctant Kettle",
      "Upside Down Harbour",
      "Biscuit Telescope",
      "Slow Stapler Records",
      "Cardboard Opera",
      "Two Wet Matches",
      "Feral Doorbell",
      "Anonymous Walrus",
      "Tin Whisker Tapes",
      "Wobbly Chair Records",
      "Late Bus Recordings",
    ]),
  },
  {
    name: "Publishers",
    holder: "Publisher",
    licenses: "compositions",
    letter: "P",
    weight: 35,
    holders: numbered("P", [
      "Inkwell Badger Songs",
      "Lost Glove Publishing",
      "Hollow Pencil Music",
      "Crooked Stamp Songs",
      "Sunday Ferret Editions",
      "Misplaced Comma Music",
      "Paper Hippo Songs",
      "Rhubarb Clef Publishing",
      "Second Sneeze Songs",
      "Whispering Toaster",
      "Blue Cabbage Editions",
      "Forgotten Chorus Co-op",
      "Tall Mouse Publishing",
      "Unfinished Sandwich Songs",
      "Owl and Spanner Music",
      "Damp Firework Songs",
      "Semicolon Orchard",
      "Left Luggage Melodies",
      "Patient Wasp Publishing",
      "Corduroy Nightingale",
      "Mostly Bridges Music",
      "Ten Past Never Songs",
      "Polite Thunder Editions",
      "Squeaky Hinge Verses",
    ]),
  },
  {
    name: "Sample packs",
    holder: "Sample pack",
    licenses: "loops and sounds",
    letter: "S",
    weight: 15,
    holders: numbered("S", [
      "Kettle Drum Drawer",
      "Rusty Spoon Loops",
      "Cupboard Reverb",
      "Elastic Band Basses",
      "Nervous Tambourine",
      "Fridge Hum Textures",
      "Staircase Claps",
      "Bathtub Strings",
      "Loose Floorboard Kicks",
      "Marble Run Hats",
      "Tired Accordion",
      "Paper Bag Snares",
    ]),
  },
];

export const OUTPUTS: readonly Output[] = reportedOutputs(200);

function numbered(letter: string, names: readonly string[]): Holder[] {
  return names.map((name, i) => ({ id: `${letter}${String(i + 1).padStart(2, "0")}`, name }));
}

/** A usage report drawn from whole numbers alone, so that it is the same whenever and wherever the sample is built. */
function reportedOutputs(count: number): Output[] {
  const kinds = ["song", "backing track", "loop", "jingle"];
  const usageByAge = [70, 100, 95, 85, 76, 68, 61, 55];
  const firstRelease = 88;
  const perQuarter = 16;
  let state = 20_260_101;
  /** The “minimal standard” generator of Park and Miller. */
  const drawn = (below: number) => {
    state = (state * 16_807) % 2_147_483_647;
    return state % below;
  };
  /** The lower of two draws, so that some holders are resembled more than others; early outputs go round, so that every holder has one. */
  const holderOf = ({ holders }: Role, output: number) => holders[((output < holders.length ? output : Math.min(drawn(holders.length), drawn(holders.length))) * 5 + 2) % holders.length]?.id ?? "";
  return Array.from({ length: count }, (_, output) => {
    const released = output < firstRelease ? 0 : 1 + Math.floor((output - firstRelease) / perQuarter);
    const popularity = 40 + Math.floor((drawn(1000) * drawn(1000)) / 1000);
    return {
      id: `Output ${String(output + 1).padStart(3, "0")}`,
      kind: kinds[drawn(kinds.length)] ?? "",
      usage: Array.from({ length: QUARTERS }, (_, t) => Math.floor((popularity * (usageByAge[t - released] ?? 0) * (85 + drawn(31))) / 10_000)),
      holderIds: ROLES.map((role) => holderOf(role, output)),
      similarities: ROLES.map(() => (50 + drawn(50)) / 100),
    };
  });
}
