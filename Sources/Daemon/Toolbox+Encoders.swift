import Configuration
import Encoding
import Ledger
import Media
import Planning
import Platform

extension Toolbox {
  /// Tries encoders.
  var trial: EncoderTrial { EncoderTrial(launcher: launcher, ffmpeg: ffmpeg, priority: priority) }

  /// What works here for the codec of these rules, in order, until one does that can encode a video; those that
  /// cannot are not tried for it.
  ///
  /// Where that one is to be left out, as `retry` or a failed job found, those after it are tried as well.
  func capabilities(
    for rules: Rules, video: MediaStream? = nil, _ ledger: Ledger, remember: Bool,
    excluding: Set<String> = []
  ) async throws -> Capabilities {
    var capabilities = Capabilities(
      ffmpegVersion: ffmpeg.version, ffmpegMajor: ffmpeg.major, sourceTimeBase: ffmpeg.sourceTimeBase,
      whyNot: [:])
    let source = video?.pixelFormat
    for row in EncoderRow.rows(for: rules) where !excluding.contains(row.id) {
      if let source, row.pixelFormat(for: source) == nil { continue }
      let check = try await check(row, ledger, remember: remember)
      capabilities.whyNot[row.id] = .some(check.whyNot)
      capabilities.versions[row.id] = check.version
      if check.usable { break }
    }
    return capabilities
  }

  /// What is known of an encoder: in this run, else from an earlier one that saw it work, else by trying. A failure
  /// counts for this run only; a machine short of memory for a moment must not lose its best encoder for good.
  private func check(_ row: EncoderRow, _ ledger: Ledger, remember: Bool) async throws -> EncoderCheck {
    if let known = await findings.known[row.id] { return known }
    let earlier = try await ledger.encoderCheck(row.id, tool: key(row))
    let check: EncoderCheck
    if let earlier, earlier.usable {
      check = earlier
    } else {
      check = try await tried(row)
      if remember { try await ledger.save(check, encoder: row.id, tool: key(row)) }
    }
    await findings.note(check, of: row.id)
    return check
  }

  /// Tries an encoder again that failed in a job, remembers what was found, and returns whether it works.
  func retry(_ encoder: String, _ ledger: Ledger) async throws -> Bool {
    guard let row = EncoderRow.named(encoder) else { return false }
    let check = try await tried(row)
    try await ledger.save(check, encoder: row.id, tool: key(row))
    await findings.note(check, of: row.id)
    return check.usable
  }

  private func tried(_ row: EncoderRow) async throws -> EncoderCheck {
    let finding = try await trial.finding(row)
    return EncoderCheck(usable: finding.whyNot == nil, detail: finding.whyNot ?? finding.version ?? "")
  }

  /// What a finding holds for: these binaries, and for hardware this device and its driver.
  private func key(_ row: EncoderRow) -> String {
    let devices = GraphicsDevices()
    switch row.device {
    case nil: return identity.text
    case .dri: return "\(identity.text)|\(devices.renderIdentity)"
    case .nvidia: return "\(identity.text)|\(devices.nvidiaIdentity)"
    }
  }
}

/// What this run has found out about encoders.
actor EncoderFindings {
  private(set) var known: [String: EncoderCheck] = [:]

  func note(_ check: EncoderCheck, of encoder: String) { known[encoder] = check }
}
