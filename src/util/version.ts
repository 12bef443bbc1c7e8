/** The version of nablac; a test holds it to package.json, which code for browsers cannot read. */
export const version = "0.1.0";
