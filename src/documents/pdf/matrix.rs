//! Matrices that move and turn what a page shows (ISO 32000-2, 8.3.3).

use lopdf::Object;

/// A matrix of six numbers.
pub(super) type Matrix = [f32; 6];

/// Leaves everything where it is.
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Applies `first` and then `second`.
pub(super) fn multiply(first: &Matrix, second: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// The matrix in the operands of an operator; without six numbers, it changes nothing.
pub(super) fn matrix_of(operands: &[Object]) -> Matrix {
    let numbers: Vec<f32> = operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
    <[f32; 6]>::try_from(numbers).unwrap_or(IDENTITY)
}
