export const page = "tests";
