(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: { Own: () => Own }, errors: { DownloadError: () => DownloadError, Timeout: () => Timeout, Wrong: () => Wrong, WrongNumber: () => WrongNumber } });
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
