(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: { Own: () => Own }, errors: { DownloadError: () => DownloadError, Timeout: () => Timeout, Wrong: () => Wrong, WrongNumber: () => WrongNumber }, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["DownloadError", "4d030977ad40ebd2"], ["Timeout", "4a2700813831aafa", "DownloadError"], ["Wrong", "d24774042a2c15cc"], ["WrongNumber", "bf66dd71ae53fab5", "Wrong"], ["Own", "a85c0889b0c65585"], ["inner", "4e92189963dec8d2"]], exports: ["DownloadError", "Timeout", "default=WrongNumber", "inner", "Own"] } });
export class DownloadError extends Error {
    url;
    constructor(url) {
        super(`Cannot download ${url}`);
        this.url = url;
    }
}
export class Timeout extends DownloadError {
}
class Wrong extends TypeError {
    value;
}
export default class WrongNumber extends Wrong {
}
class Own {
    name = 'Error';
}
function inner() {
    return class extends Error {
    };
}
export { inner, Own };
