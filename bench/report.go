package main

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"strings"
)

// result is a ratio of two things that were measured in turn.
type result struct {
	name       string
	ratio, bar float64
	detail     string
}

// verdict is what is said of a result in the table.
func (r result) verdict() string {
	switch {
	case r.bar == 0:
		return ""
	case r.ratio > r.bar:
		return "MISSED"
	}
	return "ok"
}

// noneAtAll is the bar of what there shall be nothing of.
const noneAtAll = 1e-9

// row records a measure against its bar; a bar of 0 is no bar.
func (b *bench) row(name string, ratio, bar float64, detail string) {
	if b.subject.title != "" {
		name = b.subject.title + ": " + name
	}
	// What comes after it may fail, and minutes went into this.
	step("%s: %.3fx (%s)", name, ratio, detail)
	b.results = append(b.results, result{name, ratio, bar, detail})
}

// markdown is the table.
func markdown(results []result) string {
	var out strings.Builder
	out.WriteString("| measure | ratio | bar | | medians |\n|---|---|---|---|---|\n")
	for _, r := range results {
		bar := "none"
		if r.bar > 0 {
			bar = fmt.Sprintf("<= %.2fx", r.bar)
		}
		fmt.Fprintf(&out, "| %s | %.3fx | %s | %s | %s |\n", r.name, r.ratio, bar, r.verdict(), r.detail)
	}
	return out.String()
}

// The plot: a line for each result, as long as its ratio, with a stroke where its bar is. Ratios beyond the width end there.
const (
	plotNames, plotWidth, plotLine = 620, 420, 22
	plotRatio                      = 2.0
)

var plot = template.Must(template.New("plot").Parse(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{.Width}} {{.Height}}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#ffffff"/>
{{- range .Lines}}
<text x="{{.Name}}" y="{{.Text}}" text-anchor="end" fill="#222222">{{.What}}</text>
<rect x="{{.Left}}" y="{{.Top}}" width="{{.Long}}" height="14" fill="{{.Colour}}"/>
{{- if .Bar}}
<rect x="{{.Bar}}" y="{{.Above}}" width="2" height="18" fill="#222222"/>
{{- end}}
<text x="{{.End}}" y="{{.Text}}" fill="#222222">{{.Ratio}}</text>
{{- end}}
</svg>
`))

// svg is the plot of the results.
func svg(results []result) (string, error) {
	type line struct {
		Name, Text, Left, Top, Above, Long, Bar, End int
		What, Colour, Ratio                          string
	}
	var lines []line
	long := func(ratio float64) int { return int(min(ratio, plotRatio) / plotRatio * plotWidth) }
	for i, r := range results {
		y := 10 + i*plotLine
		l := line{
			Name: plotNames - 8, Text: y + 12, Left: plotNames, Top: y + 1, Above: y - 1, Long: long(r.ratio), End: plotNames + plotWidth + 8,
			What: r.name, Colour: map[string]string{"ok": "#3a7d44", "MISSED": "#b3402e"}[r.verdict()], Ratio: fmt.Sprintf("%.3fx", r.ratio),
		}
		l.Colour = cmp.Or(l.Colour, "#666666")
		if r.bar > 0 {
			l.Bar = plotNames + long(r.bar)
		}
		lines = append(lines, l)
	}
	var out bytes.Buffer
	err := plot.Execute(&out, map[string]any{"Width": plotNames + plotWidth + 70, "Height": 20 + len(results)*plotLine, "Lines": lines})
	return out.String(), err
}
