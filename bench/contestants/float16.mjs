/** jax-js asks whether its inputs are in half precision, which engines before 2025 do not know. Nothing is. */
globalThis.Float16Array ??= class Float16Array {};
