import Media

/// How much of what small copies differ in means nothing, by the size of the frames.
///
/// Encoders lose detail by blocks of some 16 pixels. Of a large frame each sample of a copy is the mean of as many or more; of a small
/// one it is not, and so much more is lost in it.
struct PictureScale {
  /// The variance of a frame's quarter that an encoder may leave out.
  let noise: Double
  /// The mean square of what lies between two frames that an encoder may take for one.
  let motion: Double

  /// How near to the frame of another time a result has to be to be taken for it, as a pull.
  static let motionPull = 0.8...1.2

  init(width: Int, height: Int) {
    let samples = Double(256 * Thumbnails.width * Thumbnails.height)
    let coarseness = max(1, (samples / Double(max(1, width)) / Double(max(1, height))).squareRoot())
    (noise, motion) = (100 * coarseness, 36 * coarseness)
  }
}
