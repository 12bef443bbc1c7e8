import fc from "fast-check";

/** The same cases in every run, so that a test never fails by chance; FC_SEED=n tries others. A failure prints its seed. */
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_122) });
