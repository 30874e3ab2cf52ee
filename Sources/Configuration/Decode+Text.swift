internal import Platform

extension Decode where Value == String {
  /// Text that is not empty, on one line.
  static var line: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else { return reading.mismatch(value, "a string") }
      if text.isEmpty { return reading.reject(value, "is empty; write something between the quotes") }
      guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
        return reading.reject(value, "is \(quoted(text)); remove the line break or control character")
      }
      return text
    }
  }

  /// A program's name, or its path, which may start from the config file's directory.
  static var program: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      guard text.contains("/") else { return text }
      guard let path = Decode<Path>.path.read(value, &reading) else { return nil }
      return path.utf8
        ?? reading.reject(value, "is \(quoted(text)) below a name that is not text; write the whole path")
    }
  }

  /// A file name's extension, in lower case and without its dot.
  static var fileExtension: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      let name = (text.hasPrefix(".") ? String(text.dropFirst()) : text).lowercased()
      guard !name.isEmpty, !name.contains(where: { "./*? ".contains($0) }) else {
        return reading.reject(
          value, "lists \(quoted(text)), which is no extension; write one such as \"mkv\"")
      }
      return name
    }
  }

  /// A codec's name as ffprobe prints it.
  static var codecName: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      let name = text.lowercased()
      let ffprobeNames = [
        "h265": "hevc", "h.265": "hevc", "x265": "hevc", "h264": "h264", "h.264": "h264", "x264": "h264",
        "avc": "h264", "h266": "vvc", "h.266": "vvc", "mpeg2": "mpeg2video", "xvid": "mpeg4", "divx": "mpeg4",
      ]
      if let right = ffprobeNames[name], right != name {
        return reading.reject(
          value, "lists \(quoted(text)), which ffprobe calls '\(right)'; write \"\(right)\"")
      }
      guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
        return reading.reject(
          value,
          "lists \(quoted(text)), which is no codec; write a name as ffprobe prints it, such as \"vp9\"")
      }
      return name
    }
  }

  /// The id of an encoder, of whichever codec.
  static var encoderID: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      let known = Codec.allCases.flatMap(\.encoders)
      return known.contains(text)
        ? text
        : reading.reject(value, "lists \(quoted(text)), which is no encoder" + choices(known, not: text))
    }
  }

  /// A preset of whichever encoder: a number, or a name.
  static var preset: Decode {
    Decode { value, reading in
      if case .integer(let number) = value.content {
        let fits = all.contains { $0.takes(String(number)) }
        return fits
          ? String(number) : reading.reject(value, "is \(number); write \(KnownEncoder.presets(all))")
      }
      guard case .string(let text) = value.content else {
        return reading.mismatch(value, "an integer or a string")
      }
      if let number = Int(text), all.contains(where: { $0.takes(String(number)) }) { return String(number) }
      return all.contains { $0.takes(text) }
        ? text : reading.reject(value, "is \(quoted(text)); write \(KnownEncoder.presets(all))")
    } write: { preset in
      Int64(preset).map { .integer($0) } ?? .string(preset)
    }
  }

  private static var all: [KnownEncoder] { KnownEncoder.all }
}

extension Decode where Value == String {
  /// A pattern for the place of a file below its root.
  static var pattern: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      if text.hasPrefix("/") || text.hasPrefix("~") {
        return reading.reject(
          value,
          "lists \(quoted(text)); patterns start below a root: write one such as \"Kids/**\" or \"*sample*\"")
      }
      return text
    }
  }
}
