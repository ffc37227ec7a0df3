class Leadfolio < Formula
  desc "Turns case studies about delegated work into a leadership portfolio"
  homepage "{{ repository }}"
  version "{{ version }}"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "{{ download }}/leadfolio-aarch64-apple-darwin.tar.gz"
      sha256 "{{ sha256 aarch64-apple-darwin }}"
    end
    on_intel do
      url "{{ download }}/leadfolio-x86_64-apple-darwin.tar.gz"
      sha256 "{{ sha256 x86_64-apple-darwin }}"
    end
  end

  on_linux do
    on_arm do
      url "{{ download }}/leadfolio-aarch64-unknown-linux-musl.tar.gz"
      sha256 "{{ sha256 aarch64-unknown-linux-musl }}"
    end
    on_intel do
      url "{{ download }}/leadfolio-x86_64-unknown-linux-musl.tar.gz"
      sha256 "{{ sha256 x86_64-unknown-linux-musl }}"
    end
  end

  def install
    bin.install "leadfolio"
  end

  test do
    system bin/"leadfolio", "init", "portfolio", "--sample"
    system bin/"leadfolio", "build", "--root", "portfolio"
    assert_path_exists testpath/"portfolio/dist/index.html"
  end
end
