'use strict';
export class Point {
  x = 0;
}
