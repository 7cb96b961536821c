// Recurses without end.
const dive = (n: number): number => dive(n + 1) + 1;
export default dive(0);
