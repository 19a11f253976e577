export const terms = 5;
