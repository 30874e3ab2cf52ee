extension FixedWidthInteger {
  /// The sum; beyond what the type holds, the end of its range.
  public func saturatingAdd(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    // Both have the same sign when a sum overflows.
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The difference; beyond what the type holds, the end of its range.
  public func saturatingSubtract(_ other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }

  /// The product; beyond what the type holds, the end of its range.
  public func saturatingMultiply(_ other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// The whole part of a number, towards zero; beyond what the type holds, the end of its range, and 0 for what is no
  /// number.
  public init(saturating value: Double) {
    let whole = value.rounded(.towardZero)
    self = Self(exactly: whole) ?? (whole.isNaN ? 0 : whole < 0 ? .min : .max)
  }
}
