import { filmLicence } from "./filmLicence";
import { musicConsortium } from "./musicConsortium";
import type { SampleBook } from "./sampleBook";
import { stockLibrary } from "./stockLibrary";
import { tierReading } from "./tierReading";
import { voiceLicence } from "./voiceLicence";

/** Every sample, in the order in which a newcomer meets them. */
export const BOOKS: readonly SampleBook[] = [musicConsortium, tierReading, voiceLicence, filmLicence, stockLibrary];
