import { work } from 'workloop';

@work({ cacheCalls: false })
class Echo {
  run(...args: { value: number }[]): void {
    console.log(`I received the following props: args: ${JSON.stringify(args)}`);
  }
}

const echo = new Echo();
for (let i = 0; i < 5; i++) echo.run({ value: 1 });
echo.run({ value: 10 });
