/** Bounds of what is read of a drawing, whoever wrote it. How many parts it may have is in design.ts. */

export const designLabelCharactersMax = 60;
export const designIdCharactersMax = 64;
export const designSettingsMax = 40;
export const designSettingCharactersMax = 500;
/** Canvas pixels in either direction. */
export const designCoordinateMax = 20_000;
