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
