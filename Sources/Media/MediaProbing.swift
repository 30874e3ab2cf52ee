import Platform

/// Looks into media files; whatever a file is, the answer is a value or a `Reason`.
package protocol MediaProbing: Sendable {
  /// Container, streams and chapters, from the headers.
  func info(of file: OpenFile) async throws -> MediaInfo
  /// All that an inventory is made of: headers, the first frames and every packet.
  func closely(_ file: OpenFile) async throws -> MediaInfo
  /// The word of the first `count` decoded frames of a video stream on what no header says.
  func pictures(of file: OpenFile, video: Int, count: Int) async throws -> PictureSample
  /// The hash of the codec's headers in a file's only video stream, and whether its first packet is a key frame.
  func beginning(of file: OpenFile) async throws -> (headers: String?, isKey: Bool)
  /// Every packet of every stream; those of `video` have a time each of their own.
  func packets(of file: OpenFile, video: Int?) async throws -> PacketScan
}

extension MediaProbing {
  /// Enough frames for fields that begin a little later.
  package func pictures(of file: OpenFile, video: Int) async throws -> PictureSample {
    try await pictures(of: file, video: video, count: 40)
  }
}

extension Prober: MediaProbing {}

/// Looks at every coded frame of a film, without decoding those of the video.
package protocol CodedScanning: Sendable {
  /// The word of the coded video and sound on themselves.
  func scan(_ file: OpenFile, of info: MediaInfo) async throws -> CodedScan
}

extension CodedScanner: CodedScanning {}
