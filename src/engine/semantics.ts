/** The semantics version: a change of one cent in any answer is a new one, listed in CHANGELOG under "Figures changed". */
export const SEMANTICS_VERSION = 2;
