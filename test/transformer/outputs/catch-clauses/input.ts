import { flow, work } from 'workloop';

declare function recover(error?: unknown): void;

@flow()
export class Loop {
  field = () => {
    try {
      recover();
    } catch (error) {
      recover(error);
    }
  };

  run() {
    try {
      recover();
    } catch {
      recover();
    }
    const message = 'outer';
    try {
      recover();
    } catch ({ name = message }: any) {
      const message = name;
      recover(message);
    }
    class Helper {
      help() {
        try {
          recover();
        } catch (error) {
          recover(error);
        }
      }
    }
    @work()
    class Inner {
      run() {
        try {
          recover();
        } catch (error) {
          recover(error);
        }
      }
    }
    return [Helper, Inner];
  }
}

export class Sub extends Loop {
  override run() {
    try {
      return super.run();
    } catch (error) {
      recover(error);
      return [];
    }
  }
}

export class Plain {
  run() {
    try {
      recover();
    } catch (error) {
      recover(error);
    }
  }
}
