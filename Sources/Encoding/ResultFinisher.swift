import API
import Media
import Planning
import Platform

/// Completes what ffmpeg has muxed.
package protocol ResultFinishing: Sendable {
  /// Writes into an unfinished result what its source says and ffmpeg does not carry over; the verifier looks at the
  /// outcome as at everything else. Throws a `Reason` where that cannot be done.
  func finish(_ result: OpenFile, of expected: Expectation, from source: OpenFile) async throws
}

/// Edits results of Matroska, MP4 and QuickTime in place.
package struct ResultFinisher: ResultFinishing {
  package init() {}

  package func finish(_ result: OpenFile, of expected: Expectation, from source: OpenFile) async throws {
    FaultPoint.reach("muxed")
    do {
      try await LowPriorityThread.run { cancellation in
        let edits = try expected.edits(of: result, from: source)
        // The data behind a film may be long; the space that was reserved is for no more than this.
        let size = edits.compactMap { $0.range?.upperBound }.max() ?? 0
        if size > expected.maxBytes {
          throw Reason(
            .insufficientSavings,
            "with what its source has beside the film, the result would have \(size) of at most \(expected.maxBytes) bytes"
          )
        }
        for edit in edits { try edit.apply(to: result, from: source, cancellation) }
      }
    } catch let failure as EditFailure {
      throw Reason(
        .verificationFailed,
        "what ffmpeg does not carry over cannot be written into the result: \(failure.detail)")
    }
    FaultPoint.reach("edited")
  }
}

extension Expectation {
  /// The edits of a result, by what it and its source say now.
  fileprivate func edits(of result: OpenFile, from source: OpenFile) throws -> [FileEdit] {
    if let tracks = movieTracks { return try movieEdits(of: result, from: source, tracks) }
    guard let tracks = matroskaTracks else { return [] }
    func parts(_ file: OpenFile) throws -> MatroskaFile? {
      try MatroskaFile(size: file.status().size) { try file.read(count: $0, at: $1) }
    }
    guard let written = try parts(result) else { throw EditFailure(detail: "it is no Matroska") }
    return try MatroskaEdits.edits(
      of: written, from: tracks.contains { $0.source != nil } ? try parts(source) : nil, tracks: tracks)
  }

  /// The description of a film of a day has some ten million bytes of tables.
  private static let largest: Int64 = 256 << 20

  private func movieEdits(of result: OpenFile, from source: OpenFile, _ tracks: [Int?]) throws -> [FileEdit] {
    func parts(_ file: OpenFile) throws -> MovieFile {
      try MovieFile(size: file.status().size) { try file.read(count: $0, at: $1) }
    }
    let (written, original) = (try parts(result), try parts(source))
    guard let moov = written.moov, moov.upperBound - moov.lowerBound <= Self.largest else {
      throw EditFailure(detail: "its description is not there, or too large to be written anew")
    }
    return try MovieEdits.edits(
      of: written, moov: try result.read(count: Int(moov.upperBound - moov.lowerBound), at: moov.lowerBound),
      from: original, tracks: tracks, padded: paddedTrack)
  }
}

extension FileEdit {
  /// Writes it, a megabyte at a time.
  fileprivate func apply(
    to file: OpenFile, from source: OpenFile, _ cancellation: LowPriorityThread.Cancellation
  )
    throws
  {
    switch content {
    case .bytes(let bytes): try file.write(bytes, at: offset)
    case .source(let range):
      var place = range.lowerBound
      while place < range.upperBound {
        try cancellation.check()
        let bytes = try source.read(count: Int(min(range.upperBound - place, 1 << 20)), at: place)
        if bytes.isEmpty { throw EditFailure(detail: "its source ends at byte \(place)") }
        try file.write(bytes, at: offset + (place - range.lowerBound))
        place += Int64(bytes.count)
      }
    }
  }
}
