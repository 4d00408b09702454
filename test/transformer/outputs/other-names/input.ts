import * as workloop from 'workloop';
import { work as cached } from 'workloop';

const job = cached;
const { work: taken } = workloop;

@cached()
class Imported {
  run() {}
}

@workloop.work()
class Namespaced {
  run() {}
}

@job()
class Assigned {
  run() {}
}

@taken()
class Destructured {
  run() {}
}

export const Expression = (
  @cached()
  class {
    run() {}
  }
);

export function make() {
  @cached()
  class Imported {
    run() {}
  }
  return Imported;
}

export const makeOther = () => {
  @cached()
  class Imported {
    run() {}
  }
  {
    @cached()
    class Imported {
      run() {}
    }
    return Imported;
  }
};

export { Assigned, Destructured, Imported, Namespaced };
