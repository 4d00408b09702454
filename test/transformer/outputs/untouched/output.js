(globalThis[globalThis.Symbol.for("workloop.registry")] ??= []).push({ module: "project/src/input", classes: {}, code: { format: 1, path: "src/input.ts", file: import.meta.url, names: [["work", "4201cca252ec5292"], ["Own", "59bf6fc70079aa71", "work"], ["default", "480160270f6d5dfc"], ["!!", "", "Own"]], exports: ["work", "Own", "default"] } });
export function work(_target, _context) { }
@work
export class Own {
    run() {
        try {
            return 1;
        }
        catch (error) {
            return error;
        }
    }
}
export default class {
    field = 1;
}
