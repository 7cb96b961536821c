// Recurses to the end of the stack, catches, and again.
const dive = (): void => {
  try {
    dive();
  } catch {
    dive();
  }
};
dive();
