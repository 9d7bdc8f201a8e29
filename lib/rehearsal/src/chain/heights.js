/** The upgrade's height: what comes before is the old binary's, what comes after shows what became of it. */
export const UPGRADE_HEIGHT = 4;
export const LAST_HEIGHT = 9;
