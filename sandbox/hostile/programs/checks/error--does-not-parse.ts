// Is not a program.
export function answer( {
