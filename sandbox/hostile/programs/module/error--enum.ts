// Uses syntax that would need compiling.
enum Colour {
  Red,
}
export default Colour.Red;
