const figures = new Intl.NumberFormat('en-GB');

/** A whole number with its thousands apart: `30,412,002`. */
export const formatCount = (count: number): string => figures.format(count);
