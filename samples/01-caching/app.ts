import { Echo } from './echo.js';

const echo = new Echo();
for (let i = 0; i < 5; i++) echo.run({ value: 1 });
echo.run({ value: 10 });
