/** JSON that the desk sealed itself, under a code that nobody else can make: it is of the shape that was given to it. */
export function parseSealed<Shape>(plain: Buffer): Shape {
  return JSON.parse(plain.toString()) as Shape
}
