import Configuration
import Encoding
import Ledger
import Media
import Planning
import Platform

extension Toolbox {
  /// Tries encoders.
  var trial: EncoderTrial { EncoderTrial(launcher: launcher, ffmpeg: ffmpeg, priority: priority) }

  /// What works here for the codec of these rules: from the ledger, else by trying, in order, until one does.
  ///
  /// Where that one is to be left out, as `retry` or a failed job found, those after it are tried as well.
  func capabilities(for rules: Rules, _ ledger: Ledger, remember: Bool, excluding: Set<String> = [])
    async throws -> Capabilities
  {
    var capabilities = Capabilities(
      ffmpegVersion: ffmpeg.version, ffmpegMajor: ffmpeg.major, sourceTimeBase: ffmpeg.sourceTimeBase,
      whyNot: [:])
    for row in EncoderRow.rows(for: rules) where !excluding.contains(row.id) {
      let check: EncoderCheck
      if let known = try await ledger.encoderCheck(row.id, tool: key(row)) {
        check = known
      } else {
        check = try await tried(row)
        if remember { try await ledger.save(check, encoder: row.id, tool: key(row)) }
      }
      capabilities.whyNot[row.id] = .some(check.whyNot)
      capabilities.versions[row.id] = check.version
      if check.usable { break }
    }
    return capabilities
  }

  /// Tries an encoder again that failed in a job, remembers what was found, and returns whether it works.
  func retry(_ encoder: String, _ ledger: Ledger) async throws -> Bool {
    guard let row = EncoderRow.named(encoder) else { return false }
    let check = try await tried(row)
    try await ledger.save(check, encoder: row.id, tool: key(row))
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
